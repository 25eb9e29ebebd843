#!/usr/bin/env bash
# Publishes the kernel tests and the tool, self-contained for linux-x64, as one archive for machines with an NVIDIA driver and no .NET:
#
#   eng/publish-gpu.sh
#   scp artifacts/gpu/accelerated-gpu.tar.gz gpu: && ssh gpu 'tar xzf accelerated-gpu.tar.gz && accelerated-gpu/run'
#   scp -r gpu:accelerated-gpu/results perf/results/DEVICE && dotnet run --project perf -c Release -- device perf/results/DEVICE
#
# An archive of a folder, not a single file, because the test framework loads its assemblies from files. Both programs share one runtime.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

out=artifacts/gpu
folder=$out/accelerated-gpu
limit=$((60 * 1024 * 1024))
rm -rf "$out"
mkdir -p "$folder"

for project in tests/Kernels.Tests/Accelerated.Kernels.Tests.csproj src/Cli/Accelerated.Cli.csproj; do
  # Separate build outputs, so that publishing for a runtime does not affect those of a normal build.
  dotnet publish "$project" -c Release -r linux-x64 --self-contained --artifacts-path artifacts/gpu-build -o "$folder" \
    -p:SatelliteResourceLanguages=en -p:DebugType=none -p:GenerateDocumentationFile=false
done
find "$folder" \( -name '*.pdb' -o -name '*.xml' \) -delete
# Language models are neither tested nor measured here, and their native libraries and samples are most of the tool's size.
find "$folder" -maxdepth 1 \( -name 'libonnxruntime*' -o -name 'libllama*' -o -name 'libggml*' -o -name 'libmtmd*' \) -delete
rm -rf "$folder/runtimes" "$folder/models" "$folder/samples"

cat > "$folder/run" <<'RUN'
#!/bin/sh
# Lists the devices, tests the kernels on them, and runs the benchmarks. Without a device, the tests are skipped and the exit code is 0.
#   run [ENGINE]        devices to measure, as for the tool's --engine, e.g. cuda:all; default: cuda
# Writes to results/: tests.txt, engines.json, bench.jsonl (one figure per line, with its hardware limit if the driver reports it),
# calibration.txt, .json and .svg (the costs that 'auto' compares), and with nvidia-smi also nvidia-smi.txt and clocks.csv (twice per second).
# Copy them to perf/results/<device>/.
cd "$(dirname "$0")" || exit 1
engine=${1:-cuda}
mkdir -p results
./accelerated engines
./accelerated engines --json > results/engines.json
./Accelerated.Kernels.Tests --filter TestCategory=Gpu > results/tests.txt 2>&1
status=$?
# 8 is the test platform's code for "no test ran", i.e. all were skipped.
[ "$status" -eq 8 ] && status=0
tail -n 6 results/tests.txt
if [ "$status" -ne 0 ]; then
  echo "Tests failed, so the benchmarks were not run; see results/tests.txt." >&2
  exit "$status"
fi
if ! ./accelerated engines | grep -q '^ *cuda[^ ]* *yes'; then
  exit 0
fi
smi=
if command -v nvidia-smi > /dev/null; then
  nvidia-smi -q > results/nvidia-smi.txt
  nvidia-smi --query-gpu=timestamp,index,name,driver_version,clocks.sm,clocks.max.sm,clocks.mem,clocks.max.mem,power.draw,temperature.gpu,utilization.gpu \
    --format=csv -lms 500 > results/clocks.csv &
  smi=$!
fi
./accelerated bench --jobs device --engine "$engine" --json > results/bench.jsonl || status=$?
ACCELERATED_CALIBRATION=results/calibration.json ./accelerated engines --calibrate --plot results/calibration.svg > results/calibration.txt || status=$?
[ -n "$smi" ] && kill "$smi"
cat results/bench.jsonl results/calibration.txt
exit "$status"
RUN
chmod +x "$folder/run"

tar -C "$out" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - accelerated-gpu | gzip -9n > "$out/accelerated-gpu.tar.gz"
size=$(stat -c %s "$out/accelerated-gpu.tar.gz")
echo "$out/accelerated-gpu.tar.gz: $size bytes"
if [ "$size" -gt "$limit" ]; then
  echo "The archive is larger than $limit bytes." >&2
  exit 1
fi
