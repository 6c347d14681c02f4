/**
 * Imported for its effect, before anything in a test asks for an adapter: tests leave
 * OpenGL aside. A test's thread ends while the program ends, and the OpenGL libraries do
 * not survive that; README.md has the whole story. The tasks set the variable
 * themselves. This is for a plain `deno test` typed by hand.
 *
 * It is set once, while the first test module loads and before a driver is there whose
 * threads could read the environment meanwhile. What is set already stays, so that
 * `DENO_WEBGPU_BACKEND=gl deno test` tests OpenGL.
 *
 * @module
 */

/** What Deno is to look for: every backend but OpenGL. */
export const TEST_BACKENDS = "vulkan,metal,dx12";

function setUnlessSet(variable: string, value: string): void {
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  if (state === "granted" && !Deno.env.has(variable)) Deno.env.set(variable, value);
}

setUnlessSet("DENO_WEBGPU_BACKEND", TEST_BACKENDS);
// As quiet.env says.
if (Deno.build.os === "linux") setUnlessSet("XDG_RUNTIME_DIR", "/tmp");
