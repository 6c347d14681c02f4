/** What a page did in a browser. */
export interface Seen {
  /** The value of the expression. */
  value: unknown;
  /** A PNG of the whole page. */
  screenshot: Uint8Array<ArrayBuffer>;
}

/** How a page is looked at. */
export interface Look {
  width: number;
  scheme: "light" | "dark";
  /** On a screen when left out. */
  media?: "screen" | "print";
  /** An expression that is evaluated first; a promise is waited for. */
  before?: string;
  /** Keys that are pressed then, one after another. */
  keys?: readonly ("Tab" | "Enter" | " ")[];
  /** A JavaScript expression about the page; a promise is waited for. */
  expression: string;
}

/** Chromium without a window, spoken to by the DevTools protocol. */
export class Browser implements AsyncDisposable {
  /** Errors and warnings of the page's console, and requests that left the file. */
  readonly complaints: string[] = [];
  readonly #child: Deno.ChildProcess;
  readonly #stderr: ReadableStreamDefaultReader<string>;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, PromiseWithResolvers<unknown>>();
  #calls = 0;
  #session: string | undefined;
  #loaded = Promise.withResolvers<void>();

  /** Whether Chromium is here. */
  static async isInstalled(): Promise<boolean> {
    try {
      const version = new Deno.Command("chromium", { args: ["--version"] });
      return (await version.output()).success;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
  }

  /** Starts Chromium, without graphics hardware unless the flags say otherwise. */
  static async start(graphics = ["--disable-gpu"]): Promise<Browser> {
    const profile = await Deno.makeTempDir({ prefix: "nmf-chromium-" });
    const child = new Deno.Command("chromium", {
      args: [
        "--headless",
        "--no-sandbox",
        ...graphics,
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--remote-debugging-port=0",
        `--user-data-dir=${profile}`,
      ],
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const stderr = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
    const socket = new WebSocket(await addressIn(stderr));
    await new Promise((resolve) => socket.onopen = resolve);
    return new Browser(child, stderr, profile, socket);
  }

  private constructor(
    child: Deno.ChildProcess,
    stderr: ReadableStreamDefaultReader<string>,
    profile: string,
    socket: WebSocket,
  ) {
    this.#child = child;
    this.#stderr = stderr;
    this.#profile = profile;
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
  }

  /** Opens a page, looks at it in each of the ways, and closes it. */
  async look(address: string, looks: readonly Look[]): Promise<Seen[]> {
    this.#session = undefined;
    const { targetId } = await this.#call("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.#call("Target.attachToTarget", {
      targetId,
      flatten: true,
    });
    this.#session = sessionId;
    for (const domain of ["Page", "Runtime", "Network", "Log"]) {
      await this.#call(`${domain}.enable`);
    }
    const seen: Seen[] = [];
    for (const look of looks) {
      const { width, scheme, media = "screen", before, keys = [], expression } = look;
      await this.#call("Emulation.setDeviceMetricsOverride", {
        width,
        height: 900,
        deviceScaleFactor: 1,
        mobile: width < 500,
      });
      await this.#call("Emulation.setEmulatedMedia", {
        media,
        features: [{ name: "prefers-color-scheme", value: scheme }],
      });
      this.#loaded = Promise.withResolvers();
      await this.#call("Page.navigate", { url: address });
      await this.#loaded.promise;
      if (before !== undefined) await this.#evaluate(before);
      for (const key of keys) await this.#press(key);
      const value = await this.#evaluate(expression);
      const { data } = await this.#call("Page.captureScreenshot", {
        captureBeyondViewport: true,
      });
      seen.push({ value, screenshot: Uint8Array.fromBase64(data) });
    }
    this.#session = undefined;
    await this.#call("Target.closeTarget", { targetId });
    return seen;
  }

  async #evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#call("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  /** A key goes down and up, as a keyboard would do it. */
  async #press(key: "Tab" | "Enter" | " "): Promise<void> {
    const code = { Tab: 9, Enter: 13, " ": 32 }[key];
    const text = { Tab: undefined, Enter: "\r", " ": " " }[key];
    const event = { key, windowsVirtualKeyCode: code, ...(text && { text }) };
    await this.#call("Input.dispatchKeyEvent", { type: "keyDown", ...event });
    await this.#call("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    // What it sets going is drawn in the next frames.
    await this.#evaluate("new Promise((resolve) => setTimeout(resolve, 100))");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.onclose = resolve);
    await this.#call("Browser.close");
    await closed;
    await this.#stderr.cancel();
    await this.#child.status;
    await Deno.remove(this.#profile, { recursive: true });
  }

  // deno-lint-ignore no-explicit-any -- each method of the protocol has its own answer
  #call(method: string, params: object = {}): Promise<any> {
    const id = ++this.#calls;
    const answer = Promise.withResolvers<unknown>();
    this.#answers.set(id, answer);
    const session = this.#session && { sessionId: this.#session };
    this.#socket.send(JSON.stringify({ id, method, params, ...session }));
    return answer.promise;
  }

  // deno-lint-ignore no-explicit-any -- each event of the protocol has its own shape
  #hear({ id, result, error, method, params }: any): void {
    if (id !== undefined) {
      const answer = this.#answers.get(id)!;
      this.#answers.delete(id);
      if (error) answer.reject(new Error(error.message));
      else answer.resolve(result);
    } else if (method === "Page.loadEventFired") this.#loaded.resolve();
    else if (method === "Runtime.exceptionThrown") {
      this.complaints.push(JSON.stringify(params.exceptionDetails));
    } else if (
      method === "Runtime.consoleAPICalled" && /error|warn/.test(params.type)
    ) this.complaints.push(JSON.stringify(params.args));
    else if (method === "Log.entryAdded" && /error|warning/.test(params.entry.level)) {
      this.complaints.push(params.entry.text);
    } else if (
      method === "Network.requestWillBeSent" &&
      !/^(file|data|about):/.test(params.request.url)
    ) this.complaints.push(`request to ${params.request.url}`);
  }
}

/** The address at which Chromium listens, which it writes to standard error. */
async function addressIn(stderr: ReadableStreamDefaultReader<string>): Promise<string> {
  let text = "";
  while (true) {
    const { value, done } = await stderr.read();
    if (done) throw new Error(`Chromium ended: ${text}`);
    text += value;
    const address = /ws:\/\/127\.0\.0\.1:\S+/.exec(text)?.[0];
    if (address !== undefined) return address;
  }
}
