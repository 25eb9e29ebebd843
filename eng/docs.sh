#!/usr/bin/env bash
# Builds the documentation with its API reference into docs/_site.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore
dotnet docfx docs/docfx.json --warningsAsErrors false
