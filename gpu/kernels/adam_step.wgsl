// One step of Adam, in place (Kingma and Ba 2015, algorithm 1):
//
//   mean   ← beta1 · mean   + (1 − beta1) · gradient
//   square ← beta2 · square + (1 − beta2) · gradient²
//   A      ← A − rate · (mean / correction1) / (√(square / correction2) + epsilon)
//
// correction1 = 1 − beta1^t and correction2 = 1 − beta2^t in step t, counted from 1.
//
//   A, gradient, mean, square   any shape, the same for all
//
// Workgroup: 64 threads, for 64 neighbouring entries; one thread for each entry.
// Reads: each thread its own entry of the four matrices, and nobody else's.

struct Settings {
  rate: f32, beta1: f32, beta2: f32, epsilon: f32,
  correction1: f32, correction2: f32,
}

@group(0) @binding(0) var<storage, read_write> A: array<f32>;
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read_write> mean: array<f32>;
@group(0) @binding(3) var<storage, read_write> square: array<f32>;
@group(1) @binding(0) var<uniform> settings: Settings;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  for (var p = id.x; p < arrayLength(&A); p += workgroups.x * 64) {
    let g = gradient[p];
    mean[p] = settings.beta1 * mean[p] + (1.0 - settings.beta1) * g;
    square[p] = settings.beta2 * square[p] + (1.0 - settings.beta2) * g * g;
    let direction = mean[p] / settings.correction1;
    let size = sqrt(square[p] / settings.correction2) + settings.epsilon;
    A[p] -= settings.rate * direction / size;
  }
}
