/** What the server does with a connection. */
export type Answer = (connection: Deno.TcpConn) => Promise<void>;

/** Serves raw HTTP, one answer per connection; the last answer is repeated. */
export async function withServer(
  answers: readonly Answer[],
  use: (url: string, served: () => number) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open: Promise<void>[] = [];
  let served = 0;
  const serving = (async () => {
    for await (const connection of listener) {
      const answer = answers[Math.min(served++, answers.length - 1)]!;
      open.push((async () => {
        try {
          await connection.read(new Uint8Array(4096));
          await answer(connection);
        } catch {
          // The client may hang up first; that is part of the misbehaviour.
        } finally {
          try {
            connection.close();
          } catch {
            // Closed by the answer.
          }
        }
      })());
    }
  })();
  try {
    await use(`http://127.0.0.1:${listener.addr.port}/archive`, () => served);
  } finally {
    listener.close();
    await serving;
    await Promise.all(open);
  }
}

/** An answer with a head and a body, which need not agree. */
export function reply(
  status: string,
  headers: readonly string[],
  body: Uint8Array = new Uint8Array(),
): Answer {
  return async (connection) => {
    const head = [`HTTP/1.1 ${status}`, ...headers, "connection: close", "", ""].join(
      "\r\n",
    );
    for (let bytes of [new TextEncoder().encode(head), body]) {
      while (bytes.length > 0) bytes = bytes.subarray(await connection.write(bytes));
    }
  };
}
