// The sum of all numbers, or of their squares: one partial sum for each workgroup. Run
// again over the partial sums, it gives the whole.
//
//   values   any number of them       partials   one for each workgroup
//
// Workgroup: 256 threads. Thread t of a dispatch takes every N-th number from the t-th on,
// where N is how many threads there are in all; neighbours read side by side.
// Then the workgroup adds its 256 sums in workgroup memory: 128 threads add a pair each,
// then 64, then 32 … with a barrier between, 8 rounds instead of 255.

const THREADS = 256u;
const SQUARE: u32 = 0;

@group(0) @binding(0) var<storage, read> values: array<f32>;
@group(0) @binding(1) var<storage, read_write> partials: array<f32>;

var<workgroup> sums: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  var sum = 0.0;
  for (var p = id.x; p < arrayLength(&values); p += workgroups.x * THREADS) {
    let value = values[p];
    sum += select(value, value * value, SQUARE == 1);
  }
  sums[local] = sum;
  for (var half = THREADS / 2; half > 0; half /= 2) {
    workgroupBarrier();
    if (local < half) { sums[local] += sums[local + half]; }
  }
  if (local == 0) { partials[workgroup.x] = sums[0]; }
}
