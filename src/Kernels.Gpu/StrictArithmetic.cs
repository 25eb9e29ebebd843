using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;

namespace Accelerated.Kernels.Gpu;

/// <summary>
/// Emits every floating sum, difference and product of a CUDA kernel with <c>.rn</c>, users' metrics included. Plain ones may be
/// contracted by the driver's compiler into a multiply-add, which rounds once where the CPU rounds twice; an operation with a
/// rounding modifier never is (PTX ISA, floating-point instructions). Quotients and square roots are <c>.rn</c> already.
/// </summary>
internal static class StrictArithmetic
{
    /// <summary>Registers the operations with a context that is being built.</summary>
    public static void Register(Context.Builder builder)
    {
        var manager = builder.GetIntrinsicManager();
        foreach (var type in (BasicValueType[])[BasicValueType.Float32, BasicValueType.Float64])
        {
            manager.RegisterBinaryArithmetic(BinaryArithmeticKind.Add, type, Intrinsic(nameof(Add)));
            manager.RegisterBinaryArithmetic(BinaryArithmeticKind.Sub, type, Intrinsic(nameof(Subtract)));
            manager.RegisterBinaryArithmetic(BinaryArithmeticKind.Mul, type, Intrinsic(nameof(Multiply)));
        }
    }

    private static PTXIntrinsic Intrinsic(string name) => new(typeof(StrictArithmetic), name, IntrinsicImplementationMode.GenerateCode);

    private static void Add(PTXBackend backend, PTXCodeGenerator generator, Value value) => Emit("add.rn", generator, value);

    private static void Subtract(PTXBackend backend, PTXCodeGenerator generator, Value value) => Emit("sub.rn", generator, value);

    private static void Multiply(PTXBackend backend, PTXCodeGenerator generator, Value value) => Emit("mul.rn", generator, value);

    private static void Emit(string operation, PTXCodeGenerator generator, Value value)
    {
        var operands = (BinaryArithmeticValue)value;
        var left = generator.LoadPrimitive(operands.Left);
        var right = generator.LoadPrimitive(operands.Right);
        var result = generator.AllocateHardware(value);
        using var command = generator.BeginCommand(operation);
        command.AppendSuffix(value.BasicValueType);
        command.AppendArgument(result);
        command.AppendArgument(left);
        command.AppendArgument(right);
    }
}
