using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Accelerated.Cli.Output;

/// <summary>A file by its device and its number there, which all its names and links share.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Number)
{
    private const int AtCurrentFolder = -100;
    private const int AtEmptyPath = 0x1000;
    private const uint BasicFields = 0x7FF;
    private const ushort TypeMask = 0xF000;
    private const ushort RegularFile = 0x8000;

    /// <summary>The regular file that opening a path would open, links followed; null if there is none.</summary>
    public static FileIdentity? OfPath(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return OfLinux(AtCurrentFolder, path, 0);
        }

        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return OfHandle(handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether a path leads to something that is no regular file, such as a pipe or a folder. Known on Linux only.</summary>
    public static bool IsSpecial(string path) =>
        OperatingSystem.IsLinux() && LinuxStatus(AtCurrentFolder, path, 0) is { } status && !IsRegular(status);

    /// <summary>The regular file that is open; null if it is something else, such as a pipe.</summary>
    public static FileIdentity? OfHandle(SafeFileHandle handle) =>
        OperatingSystem.IsLinux() ? OfLinux((int)handle.DangerousGetHandle(), "", AtEmptyPath)
        : OperatingSystem.IsWindows() ? OfWindows(handle)
        : OfMac(handle);

    /// <summary>The regular file that standard input is redirected from; null if it is not.</summary>
    public static FileIdentity? OfStandardInput()
    {
        if (OperatingSystem.IsWindows())
        {
            return null; // a shell there opens the file without sharing it for writing
        }

        using var handle = new SafeFileHandle(0, ownsHandle: false);
        return OfHandle(handle);
    }

    // struct statx: mode at 28, inode at 32, device at 136 and 140.
    private static FileIdentity? OfLinux(int folder, string path, int flags) =>
        LinuxStatus(folder, path, flags) is { } status && IsRegular(status)
            ? new FileIdentity(BitConverter.ToUInt64(status, 136), BitConverter.ToUInt64(status, 32))
            : null;

    private static bool IsRegular(byte[] status) => (BitConverter.ToUInt16(status, 28) & TypeMask) == RegularFile;

    // Null if there is no such file.
    private static byte[]? LinuxStatus(int folder, string path, int flags)
    {
        var status = new byte[256];
        try
        {
            return Statx(folder, Encoding.UTF8.GetBytes(path + '\0'), flags, BasicFields, status) == 0 ? status : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library without statx; paths are still compared by name
        }
    }

    // struct stat with 64-bit inodes: device at 0, mode at 4, inode at 8.
    private static FileIdentity? OfMac(SafeFileHandle handle)
    {
        var status = new byte[256];
        return Fstat((int)handle.DangerousGetHandle(), status) == 0 && (BitConverter.ToUInt16(status, 4) & TypeMask) == RegularFile
            ? new FileIdentity(BitConverter.ToUInt32(status, 0), BitConverter.ToUInt64(status, 8))
            : null;
    }

    // BY_HANDLE_FILE_INFORMATION: volume at 28, index at 44 and 48.
    private static FileIdentity? OfWindows(SafeFileHandle handle)
    {
        var status = new byte[52];
        return GetFileInformationByHandle(handle, status)
            ? new FileIdentity(BitConverter.ToUInt32(status, 28), BitConverter.ToUInt64(status, 44))
            : null;
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] path, int flags, uint fields, byte[] status);

    [DllImport("libc", EntryPoint = "fstat")]
    private static extern int Fstat(int descriptor, byte[] status);

    [DllImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandle(SafeFileHandle handle, byte[] information);
}
