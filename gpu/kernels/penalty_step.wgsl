// One step of gradient descent with the penalty, in place:
//
//   A ← A − rate · (gradient + lam · min(A − mu, 0))
//
//   A, gradient   rows × stride, of which the first cols columns count; the columns from
//                 there on are padding, and stay as they are
//
// Workgroup: 64 threads, for 64 neighbouring entries; one thread for each entry.
// Reads: each thread its own entry of A and of the gradient, and nobody else's.

struct Shape { cols: u32, stride: u32 }
struct Settings { rate: f32, lam: f32, mu: f32 }

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read_write> A: array<f32>;
@group(0) @binding(2) var<storage, read> gradient: array<f32>;
@group(1) @binding(0) var<uniform> settings: Settings;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  for (var p = id.x; p < arrayLength(&A); p += workgroups.x * 64) {
    if (p % shape.stride >= shape.cols) { continue; }
    let penalty = min(A[p] - settings.mu, 0.0);
    A[p] -= settings.rate * (gradient[p] + settings.lam * penalty);
  }
}
