#!/usr/bin/env bash
# Publishes the kernels' tests and the tool with its benchmark, self-contained for linux-x64, into one archive for machines that have an
# NVIDIA driver and no .NET:
#
#   eng/publish-gpu.sh
#   scp artifacts/gpu/accelerated-gpu.tar.gz gpu: && ssh gpu 'tar xzf accelerated-gpu.tar.gz && accelerated-gpu/run'
#
# An archive of a folder and not a single file: the test framework loads its parts from files. Both programs share one runtime.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

out=artifacts/gpu
folder=$out/accelerated-gpu
limit=$((60 * 1024 * 1024))
rm -rf "$out"
mkdir -p "$folder"

for project in tests/Kernels.Tests/Accelerated.Kernels.Tests.csproj src/Cli/Accelerated.Cli.csproj; do
  # Build outputs of their own: publishing for a runtime must not disturb those of a plain build.
  dotnet publish "$project" -c Release -r linux-x64 --self-contained --artifacts-path artifacts/gpu-build -o "$folder" \
    -p:SatelliteResourceLanguages=en -p:DebugType=none -p:GenerateDocumentationFile=false
done
find "$folder" \( -name '*.pdb' -o -name '*.xml' \) -delete
# Language models are neither tested nor measured here; their native libraries and samples are most of the tool's size.
find "$folder" -maxdepth 1 \( -name 'libonnxruntime*' -o -name 'libllama*' -o -name 'libggml*' -o -name 'libmtmd*' \) -delete
rm -rf "$folder/runtimes" "$folder/models" "$folder/samples"

cat > "$folder/run" <<'RUN'
#!/bin/sh
# Lists the devices, tests the kernels on them, and measures. Without a device it says so and ends with 0, the tests skipped.
#   run [FILTER]        another filter of tests, such as 'FullyQualifiedName~Gpu'
cd "$(dirname "$0")" || exit 1
./accelerated engines
./Accelerated.Kernels.Tests --filter "${1:-TestCategory=Gpu}"
status=$?
# 8 is the test platform's "no test ran": all were skipped.
[ "$status" -eq 8 ] && status=0
if [ "$status" -eq 0 ] && ./accelerated engines | grep -q '^ *cuda[^ ]* *yes'; then
  # One problem of 2,048 candidates of 64 tokens, and 2,000 of 32; each line of results is one JSON object.
  generate() {
    awk -v problems="$1" -v candidates="$2" 'BEGIN {
      srand(1)
      for (p = 0; p < problems; p++) {
        printf "{\"id\":\"p%d\",\"candidates\":[", p
        for (c = 0; c < candidates; c++) {
          printf "%s\"", c ? "," : ""
          for (t = 0; t < 64; t++) printf "%sw%d", t ? " " : "", int(1000 * rand() * rand())
          printf "\""
        }
        print "]}"
      }
    }'
  }
  generate 1 2048 > large.jsonl
  generate 2000 32 > batch.jsonl
  for metric in levenshtein-tokens levenshtein rouge-l token-f1 jaccard bleu; do
    for file in large.jsonl batch.jsonl; do
      ./accelerated bench "$file" --metric "$metric" --engine cuda --json || status=$?
    done
  done
fi
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
