#!/usr/bin/env bash
# Runs the samples, which a Release build of the solution has built. Each prints "sample NAME: passed" or "failed"; the exit code is 1 if
# one failed.
set -uo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0

# sample NAME PATTERN: it succeeds, and a line of its output matches the pattern.
sample() {
  if timeout 120 dotnet "samples/$1/bin/Release/net10.0/$1.dll" > "$log" 2>&1 && grep -qE -- "$2" "$log"; then
    echo "sample $1: passed"
  else
    tail -n 40 "$log"
    echo "expected '$2'"
    echo "sample $1: failed"
    failed=1
  fi
}

sample SelectCandidates '^Selected: The meeting is on Tuesday at 10 in room 4\.$'
sample GgufModel 'selected of 32: .+ \(expected token F1 0\.'
sample ChatService '^The order ships on Monday\. \(rouge-l 0\.[0-9]+, of 6 answers\)$'
sample OwnMetric '^shared-start by (cuda|opencl|simulator): /srv/data/2024'
sample JudgeScores '^  mean [1-5]\.[0-9]+, median [1-5], likeliest [1-5]$'
sample ExtractRecords '^total +120\.5 +0\.79  by answers 0, 1, 2, 4$'
sample EvaluateDataSet '^40 items; '
exit $failed
