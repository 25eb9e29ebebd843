#!/usr/bin/env bash
# Packs the solution, and uses the packages as a stranger does: applications outside the repository are built on them and on the newest
# patches of Microsoft.Extensions, and run; one is compiled ahead of time; the tool is installed and runs without an SDK. Each check prints
# "consumer NAME: passed", "failed" or "skipped"; the exit code is 1 if one failed. Faster after a Release build of the solution.
#
#   eng/consumers.sh [FOLDER]      FOLDER keeps the packages
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v cygpath > /dev/null && work=$(cygpath -m "$work")
command -v timeout > /dev/null || timeout() { shift; "$@"; } # not on macOS
mkdir -p "${1:-$work/packages}"
packages=$(cd "${1:-$work/packages}" && { pwd -W 2> /dev/null || pwd; })
rm -f "$packages"/Accelerated.*.nupkg "$packages"/Accelerated.*.snupkg
case "$(uname -s)-$(uname -m)" in
  Darwin-*) rid=osx-arm64 ;;
  MINGW* | MSYS*) rid=win-x64 ;;
  *-aarch64) rid=linux-arm64 ;;
  *) rid=linux-x64 ;;
esac
failed=0

# check NAME PATTERN COMMAND...: the command succeeds, and a line of its output matches the pattern.
check() {
  local name=$1 pattern=$2
  shift 2
  if timeout 600 "$@" > "$work/log" 2>&1 && grep -qE -- "$pattern" "$work/log"; then
    echo "consumer $name: passed"
  else
    tail -n 40 "$work/log"
    echo "expected '$pattern' of: $*"
    echo "consumer $name: failed"
    failed=1
  fi
}

check pack "Accelerated.Tool.$rid" dotnet pack Accelerated.sln -c Release -o "$packages" "-p:ToolPackageRuntimeIdentifiers=$rid"
version=$(basename "$packages"/Accelerated.Metrics.*.nupkg .nupkg)
version=${version#Accelerated.Metrics.}
check names '^Conformance Extensions.AI Inference Inference.LLamaSharp Inference.OnnxRuntime Kernels Kernels.Gpu Metrics Tool Tool.[a-z]+-[a-z0-9]+ $' \
  sh -c "ls '$packages' | sed -n 's/^Accelerated\.\(.*\)\.$version\.nupkg$/\1/p' | LC_ALL=C sort | tr '\n' ' '; echo"
check 'minimum versions' '^0$' sh -c "for package in '$packages'/*.nupkg; do unzip -p \"\$package\" '*.nuspec'; done | grep -c 'version=\"\['; true"

# The packages come from the folder and into a cache of their own, all others from the user's cache and the configured sources.
apps=$work/apps
cp -r eng/consumers "$apps"
cp -r models "$apps/models"
restore=(
  "-p:RestoreAdditionalProjectSources=$packages" "-p:RestoreFallbackFolders=${NUGET_PACKAGES:-$HOME/.nuget/packages}"
  "-p:AcceleratedVersion=$version")
export NUGET_PACKAGES=$work/cache
cd "$apps" || exit 1
check build 'Build succeeded' dotnet build Consumers.slnx -c Release "${restore[@]}"
app() { check "$1" "$2" "$1/bin/Release/net10.0/$1"; }
app Metrics '^0\.6666'
app Kernels '^2 x 3, 100 for equal texts'
app Gpu '^kitten by simulator'
app Console '^paris: expected F1 0\.542'
app Onnx 'of 16 drawn'
app Worker 'of 64 drawn'
app Web '"text":"paris"'
ASPNETCORE_CONTENTROOT=$apps/Hosting app Hosting '"drawn":24'
app Conformance '^ *failed: 0'

if [ $rid != win-x64 ] && command -v clang gcc > /dev/null; then
  compiler=$(command -v clang gcc | head -n 1)
  check 'compilation ahead of time' 'Generating native code' dotnet publish Aot -c Release -o aot "${restore[@]}" "-p:CppCompilerAndLinker=$compiler"
  check Aot '^Engine .cuda. is not available\. A GPU' aot/Aot
else
  echo 'No C compiler links a program that is compiled ahead of time.'
  echo 'consumer Aot: skipped'
fi

# Without an SDK: the runtime alone.
root=$(dirname "$(realpath "$(command -v dotnet)")")
mkdir runtime
ln -s "$root"/dotnet* "$root/host" "$root/shared" runtime/
check 'installation of the tool' 'successfully installed' \
  dotnet tool install Accelerated.Tool --tool-path tool --source "$packages" --version "$version"
check Tool '"expected":' env "DOTNET_ROOT=$apps/runtime" tool/accelerated decode --metric token-f1 --first 5
size=$(wc -c < "$packages/Accelerated.Tool.$rid.$version.nupkg")
check 'size of the tool' '^small' sh -c "[ $size -lt 40000000 ] && echo small, $size bytes"
exit $failed
