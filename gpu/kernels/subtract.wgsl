// A ← A − B, in place, entry by entry.
//
//   A, B   any shape, the same for both
//
// Workgroup: 64 threads, for 64 neighbouring entries.
// Reads: each thread its own entry of the two, and nobody else's.

@group(0) @binding(0) var<storage, read_write> A: array<f32>;
@group(0) @binding(1) var<storage, read> B: array<f32>;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  for (var p = id.x; p < arrayLength(&A); p += workgroups.x * 64) { A[p] -= B[p]; }
}
