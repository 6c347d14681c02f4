import assert from "node:assert/strict";
import { join } from "node:path";
import { inTempDir } from "../../lib/testing/folders.ts";
import { LOCK, lockFolder } from "./lock_folder.ts";

const isThere = (path: string) => {
  try {
    return Deno.statSync(path) !== undefined;
  } catch {
    return false;
  }
};

Deno.test("lockFolder: nobody else has it until it is given back, and nothing is left", () =>
  inTempDir((dir) => {
    const out = join(dir, "a", "b");
    for (let time = 0; time < 2; time++) {
      {
        using _lock = lockFolder(out);
        assert.throws(() => lockFolder(out), {
          name: "InputError",
          message:
            /^another comparison is writing to .*b; wait until it has ended, or choose another folder with --out$/,
        });
        // The one that was refused has not taken the lock away.
        assert.throws(() => lockFolder(out), { name: "InputError" });
      }
      assert.ok(!isThere(join(dir, "a")));
    }
    return Promise.resolve();
  }));

Deno.test("lockFolder: what was written stays, and so does a folder that was there", () =>
  inTempDir(async (dir) => {
    const [written, empty] = [join(dir, "written", "deep"), join(dir, "empty")];
    {
      using _lock = lockFolder(written);
      await Deno.writeTextFile(join(written, "x"), "");
    }
    assert.deepEqual([...Deno.readDirSync(written)].map(({ name }) => name), ["x"]);
    await Deno.mkdir(empty);
    lockFolder(empty)[Symbol.dispose]();
    assert.ok(isThere(empty));
  }));

Deno.test("lockFolder: a file that a killed program has left is no lock", () =>
  inTempDir(async (dir) => {
    await Deno.writeTextFile(join(dir, LOCK), "");
    lockFolder(dir)[Symbol.dispose]();
    assert.ok(!isThere(join(dir, LOCK)));
  }));

Deno.test("lockFolder: of many at once there is never more than one inside", () =>
  inTempDir(async (dir) => {
    const out = join(dir, "out");
    // Each takes the lock as often as it can for a while and notes when it had it.
    const program = `
      import { lockFolder } from ${
      JSON.stringify(import.meta.resolve("./lock_folder.ts"))
    };
      let inside = 0;
      const until = Date.now() + 1500;
      while (Date.now() < until) {
        try {
          using _lock = lockFolder(${JSON.stringify(out)});
          Deno.openSync(${JSON.stringify(join(dir, "one"))}, {
            createNew: true,
            write: true,
          }).close();
          inside++;
          Deno.removeSync(${JSON.stringify(join(dir, "one"))});
        } catch (error) {
          if (error.name !== "InputError") throw error;
        }
      }
      console.log(inside);
    `;
    const path = join(dir, "program.ts");
    await Deno.writeTextFile(path, program);
    const config = join(import.meta.dirname!, "..", "..", "deno.json");
    const ends = await Promise.all([1, 2, 3].map(() =>
      new Deno.Command("deno", {
        args: [
          "run",
          "-q",
          "--no-check",
          "-c",
          config,
          "--allow-read",
          "--allow-write",
          path,
        ],
      }).output()
    ));
    for (const { code, stdout, stderr } of ends) {
      assert.equal(code, 0, new TextDecoder().decode(stderr));
      assert.ok(Number(new TextDecoder().decode(stdout)) > 0);
    }
  }));
