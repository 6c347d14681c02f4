// out ← a ∘ a, one thread for each number. There are as many threads as numbers.

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x; // the number of this thread, from 0
  // BLANK: write the square of a's number i into out (one line)
  out[i] = a[i] * a[i];
  // END BLANK
}
