#!/usr/bin/env bash
# Deno in the version of the course, and a driver with which WebGPU computes on the processor.
set -euo pipefail
cd "$(dirname "$0")/.."
npm install --global --allow-scripts=deno "deno@$(<.deno-version)"
apt-get update
apt-get install --yes --no-install-recommends mesa-vulkan-drivers
deno install --frozen
deno task doctor
