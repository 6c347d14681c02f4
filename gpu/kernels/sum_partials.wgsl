// total[j] ← partials[j] + partials[size + j] + partials[2·size + j] + …
//
//   partials   parts × size       total   size
//
// Workgroup: 64 threads, for 64 neighbouring entries; one thread for each entry.
// Reads: thread j reads column j of the partials; neighbouring threads read side by side.

@group(0) @binding(0) var<storage, read> partials: array<f32>;
@group(0) @binding(1) var<storage, read_write> total: array<f32>;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let size = arrayLength(&total);
  for (var j = id.x; j < size; j += workgroups.x * 64) {
    var sum = 0.0;
    for (var p = j; p < arrayLength(&partials); p += size) { sum += partials[p]; }
    total[j] = sum;
  }
}
