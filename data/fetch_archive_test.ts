import assert from "node:assert/strict";
import { checkSum } from "./check_sum.ts";
import { fetchArchive, type FetchOptions } from "./fetch_archive.ts";
import { reply, withServer } from "./server_for_tests.ts";

const BODY = new TextEncoder().encode("the archive ".repeat(2000));
const QUICK: FetchOptions = { attempts: 3, backoff: 5, patience: 300 };

const fine = reply("200 OK", [`content-length: ${BODY.length}`], BODY);
const cut = reply("200 OK", [`content-length: ${BODY.length}`], BODY.slice(0, 9000));
const broken = reply("500 Internal Server Error", ["content-length: 0"]);
const busy = reply("429 Too Many Requests", ["content-length: 0", "retry-after: 0"]);
const stalled = (connection: Deno.TcpConn) =>
  reply("200 OK", [`content-length: ${BODY.length}`], BODY.slice(0, 100))(connection)
    .then(() => new Promise<void>((resolve) => setTimeout(resolve, 500)));

Deno.test("fetchArchive gives the bytes and tells how far it is", () =>
  withServer([fine], async (url) => {
    const progress: [number, number | undefined][] = [];
    const bytes = await fetchArchive(url, {
      ...QUICK,
      onProgress: (received, total) => progress.push([received, total]),
    });
    assert.deepEqual(bytes, BODY);
    assert.deepEqual(progress.at(-1), [BODY.length, BODY.length]);
  }));

for (
  const [what, first] of Object.entries({
    "a body cut short": cut,
    "a broken server": broken,
    "a busy server": busy,
    "a stalled connection": stalled,
    "a connection closed without an answer": () => Promise.resolve(),
  })
) {
  Deno.test(`fetchArchive tries again after ${what}`, () =>
    withServer([first, fine], async (url, served) => {
      const retries: string[] = [];
      const bytes = await fetchArchive(url, {
        ...QUICK,
        onRetry: (reason) => retries.push(reason),
      });
      assert.deepEqual(bytes, BODY);
      assert.equal(served(), 2);
      assert.equal(retries.length, 1);
    }));

  Deno.test(`fetchArchive gives up after three times ${what}`, () =>
    withServer([first], async (url, served) => {
      await assert.rejects(fetchArchive(url, QUICK), {
        name: "InputError",
        message: /could not be downloaded in 3 tries .*--from FILE/,
      });
      assert.equal(served(), 3);
    }));
}

Deno.test("fetchArchive waits twice as long each time", () =>
  withServer([broken], async (url) => {
    const waits: number[] = [];
    await assert.rejects(
      fetchArchive(url, {
        ...QUICK,
        attempts: 4,
        onRetry: (_, wait) => waits.push(wait),
      }),
    );
    assert.deepEqual(waits, [5, 10, 20]);
  }));

for (
  const [what, first] of Object.entries({ "a body comes": stalled, "it waits": broken })
) {
  Deno.test(`fetchArchive stops when told to, while ${what}`, () =>
    withServer([first], async (url, served) => {
      const control = new AbortController();
      setTimeout(() => control.abort(), 50);
      await assert.rejects(
        fetchArchive(url, {
          attempts: 3,
          backoff: 60_000,
          patience: 60_000,
          signal: control.signal,
        }),
        { name: "AbortError" },
      );
      assert.equal(served(), 1);
    }));
}

Deno.test("fetchArchive does not ask twice for what is not there", () =>
  withServer([reply("404 Not Found", ["content-length: 0"])], async (url, served) => {
    await assert.rejects(fetchArchive(url, QUICK), {
      name: "InputError",
      message: /answered 404 Not Found/,
    });
    assert.equal(served(), 1);
  }));

Deno.test("fetchArchive takes only 200 for an answer", () =>
  withServer([reply("202 Accepted", ["content-length: 0"])], async (url, served) => {
    await assert.rejects(fetchArchive(url, QUICK), {
      name: "InputError",
      message: /answered 202 Accepted; .*--from FILE/,
    });
    assert.equal(served(), 1);
  }));

for (
  const [what, headers] of Object.entries({
    "a body that says it is too long": [`content-length: ${BODY.length}`],
    "a body that does not say how long it is": [],
  })
) {
  Deno.test(`fetchArchive refuses ${what}, at once`, () =>
    withServer([reply("200 OK", headers, BODY)], async (url, served) => {
      await assert.rejects(fetchArchive(url, { ...QUICK, limit: BODY.length - 1 }), {
        name: "InputError",
        message:
          `${url} has more than the allowed ${BODY.length - 1} bytes: it is not the ` +
          `right archive`,
      });
      assert.equal(served(), 1);
      const all = await fetchArchive(url, { ...QUICK, limit: BODY.length });
      assert.equal(all.length, BODY.length);
    }));
}

Deno.test("fetchArchive names the host if it is sent to one that Deno may not reach", {
  permissions: { net: ["127.0.0.1"] },
}, () =>
  withServer(
    [reply("302 Found", ["location: http://moved.example/x", "content-length: 0"])],
    async (url) => {
      await assert.rejects(fetchArchive(url, QUICK), {
        name: "InputError",
        message: /net access to "moved.example:80": the archive has moved; .*--from FILE/,
      });
    },
  ));

Deno.test("fetchArchive refuses absurd options before it asks anybody", () =>
  withServer([fine], async (url, served) => {
    const wrong: [FetchOptions, RegExp][] = [
      ...[0, -1, 2.5, NaN, Infinity].map((attempts): [FetchOptions, RegExp] => [
        { attempts },
        /attempts must be a whole number from 1/,
      ]),
      ...[-1, NaN, Infinity].map((backoff): [FetchOptions, RegExp] => [
        { backoff },
        /backoff must be 0 to 2147483647 milliseconds/,
      ]),
      ...[0, -1, NaN, Infinity].map((patience): [FetchOptions, RegExp] => [
        { patience },
        /patience must be 1 to 2147483647 milliseconds/,
      ]),
      [{ limit: -1 }, /limit must be a number from 0/],
      [{ limit: NaN }, /limit must be a number from 0/],
    ];
    for (const [options, message] of wrong) {
      await assert.rejects(fetchArchive(url, options), { name: "RangeError", message });
    }
    assert.equal(served(), 0);
  }));

Deno.test("checkSum accepts the right sum and names both when it is wrong", async () => {
  // printf abc | sha256sum
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  await checkSum(new TextEncoder().encode("abc"), abc.toUpperCase());
  await assert.rejects(checkSum(new TextEncoder().encode("abd"), abc), {
    name: "InputError",
    message: new RegExp(`is [0-9a-f]{64}, not ${abc}`),
  });
  await assert.rejects(
    checkSum(new TextEncoder().encode("abc"), "abc"),
    /64 hexadecimal/,
  );
});
