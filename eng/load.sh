#!/usr/bin/env bash
# Calls a service over the small model from many callers at once, and prints its latencies; fails where an answer is lost:
#
#   eng/load.sh [CALLERS] [SECONDS] [CANDIDATES]        default: 200 60 16
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build tests/Service.Tests -c Release -v quiet
ACCELERATED_LOAD_CALLERS=${1:-200} ACCELERATED_LOAD_SECONDS=${2:-60} ACCELERATED_LOAD_CANDIDATES=${3:-16} \
  dotnet tests/Service.Tests/bin/Release/net10.0/Accelerated.Service.Tests.dll --filter "FullyQualifiedName~LoadTests" --output Detailed
