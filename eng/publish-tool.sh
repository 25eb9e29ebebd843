#!/usr/bin/env bash
# Publishes the tool for a platform as one archive that needs no .NET:
#
#   eng/publish-tool.sh [RID]      default: linux-x64
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

rid=${1:-linux-x64}
out=artifacts/tool
rm -rf "$out/accelerated-$rid"
dotnet publish src/Cli -c Release -r "$rid" --self-contained --artifacts-path artifacts/tool-build -o "$out/accelerated-$rid" \
  -p:WithService=true -p:DebugType=none -p:GenerateDocumentationFile=false
find "$out/accelerated-$rid" -name '*.xml' -delete
tar -C "$out" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - "accelerated-$rid" | gzip -9n > "$out/accelerated-$rid.tar.gz"
echo "$out/accelerated-$rid.tar.gz: $(stat -c %s "$out/accelerated-$rid.tar.gz") bytes"
