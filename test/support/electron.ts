import { answerBlock } from '../../card/pkcs11/process.ts';
import { EventEmitter } from 'node:events';

/**
 * The part of Electron's main process that the shell calls, without Chromium: pages do not run, a test plays them through `Session.fetch` and
 * `Window.webContents`. Whether the real one behaves so is for `test/electron` to say.
 */

type Handler = (request: Request) => Response | Promise<Response>;
type Gate = (details: { readonly url: string }, answer: (verdict: { readonly cancel?: boolean }) => void) => void;

export class Session extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  readonly guards: Record<string, (...given: unknown[]) => unknown> = {};
  readonly protocol = { handle: (scheme: string, handler: Handler) => void this.handlers.set(scheme, handler) };
  readonly webRequest = {
    onBeforeRequest: (gate: Gate) => {
      this.#gate = gate;
    },
  };
  spellChecker = true;
  #gate: Gate = (_details, answer) => answer({});

  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }
  setPermissionRequestHandler(handler: (...given: unknown[]) => unknown): void {
    this.guards['request'] = handler;
  }
  setPermissionCheckHandler(handler: (...given: unknown[]) => unknown): void {
    this.guards['check'] = handler;
  }
  setDevicePermissionHandler(handler: (...given: unknown[]) => unknown): void {
    this.guards['device'] = handler;
  }

  admits(url: string): boolean {
    let admitted = false;
    this.#gate({ url }, ({ cancel }) => {
      admitted = !cancel;
    });
    return admitted;
  }

  /** As a page of this session asks. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (!this.admits(url) || !handler) throw new TypeError(`net::ERR_BLOCKED_BY_CLIENT ${url}`);
    return handler(new Request(url, init));
  }
}

const partitions = new Map<string, Session>();
export const session = {
  fromPartition(name: string): Session {
    const known = partitions.get(name) ?? new Session();
    partitions.set(name, known);
    return known;
  },
  forget: () => partitions.clear(),
  /** What the system says of proxies. */
  proxyRules: 'DIRECT',
  defaultSession: { resolveProxy: async (_url: string): Promise<string> => session.proxyRules },
};

export interface Frame {
  readonly origin: string;
  readonly parent: Frame | null;
}

export class WebContents extends EventEmitter {
  readonly ipc = new EventEmitter();
  readonly session: Session;
  mainFrame: Frame = { origin: 'null', parent: null };
  reloads = 0;
  windowOpenHandler: ((details: { readonly url: string }) => { readonly action: string }) | null = null;

  constructor(own: Session) {
    super();
    this.session = own;
  }
  reload(): void {
    this.reloads += 1;
  }
  setWindowOpenHandler(handler: NonNullable<WebContents['windowOpenHandler']>): void {
    this.windowOpenHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly opened: BrowserWindow[] = [];
  readonly options: { readonly parent?: BrowserWindow; readonly webPreferences: { readonly session: Session; readonly [name: string]: unknown } };
  readonly webContents: WebContents;
  page = '';
  visible = false;
  contentProtection = false;
  #destroyed = false;

  constructor(options: BrowserWindow['options']) {
    super();
    this.options = options;
    this.webContents = new WebContents(options.webPreferences.session);
    BrowserWindow.opened.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    const response = await this.webContents.session.fetch(url);
    this.page = await response.text();
    const { protocol, host } = new URL(url);
    this.webContents.mainFrame = { origin: `${protocol}//${host}`, parent: null };
    this.emit('ready-to-show');
    this.webContents.emit('did-finish-load');
  }
  show(): void {
    this.visible = true;
    this.emit('show');
  }
  focus(): void {}
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
  setContentProtection(enabled: boolean): void {
    this.contentProtection = enabled;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  destroy(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.#destroyed = true;
    this.emit('closed');
  }
}

/** A port as the main process holds it: an emitter of Node's, not an event target. */
export class MessagePortMain extends EventEmitter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.addEventListener('close', () => this.emit('close'));
  }
  start(): void {
    this.#port.addEventListener('message', ({ data }) => this.emit('message', { data }));
    this.#port.start();
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
  close(): void {
    this.#port.close();
  }
}

export const ipcRenderer = {
  /** The page whose preload speaks. */
  contents: null as WebContents | null,
  postMessage(channel: string, _message: unknown, ports: MessagePort[]): void {
    const { contents } = ipcRenderer;
    contents?.ipc.emit(channel, { senderFrame: contents.mainFrame, ports: ports.map((port) => new MessagePortMain(port)) });
  },
};

class App extends EventEmitter {
  isPackaged = true;
  /** Schemes for which the program was made the one that opens them. */
  readonly schemes: unknown[][] = [];
  setAsDefaultProtocolClient(...given: unknown[]): boolean {
    this.schemes.push(given);
    return true;
  }
  isFirst = true;
  sandbox = false;
  readonly paths: Record<string, string> = {};
  readonly #ready = Promise.withResolvers<void>();
  readonly #exited = Promise.withResolvers<number>();
  /** The exit status, when the program ends. */
  readonly exited = this.#exited.promise;

  /** Electron says this when the module of the main process was evaluated, not before. */
  becomeReady(): void {
    this.#ready.resolve();
  }
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }
  enableSandbox(): void {
    this.sandbox = true;
  }
  setPath(name: string, path: string): void {
    this.paths[name] = path;
  }
  getLocale(): string {
    return 'ja';
  }
  requestSingleInstanceLock(): boolean {
    return this.isFirst;
  }
  exit(status: number): void {
    this.#exited.resolve(status);
  }
}
export const app = new App();

type Privileged = readonly { readonly scheme: string; readonly privileges: object }[];
export const protocol = {
  privileged: [] as Privileged,
  registerSchemesAsPrivileged(schemes: Privileged): void {
    protocol.privileged = schemes;
  },
};

export const Menu = {
  buildFromTemplate: (template: readonly object[]) => template,
  setApplicationMenu(): void {},
};

export const dialog = {
  shown: [] as { readonly title: string; readonly content: string }[],
  showErrorBox(title: string, content: string): void {
    dialog.shown.push({ title, content });
  },
};

export const shell = {
  opened: [] as string[],
  failure: '',
  async openPath(path: string): Promise<string> {
    shell.opened.push(path);
    return shell.failure;
  },
  async openExternal(address: string): Promise<void> {
    shell.opened.push(address);
    if (shell.failure !== '') throw new Error(shell.failure);
  },
  showItemInFolder(path: string): void {
    shell.opened.push(path);
  },
};

/** Runs the same work in this process, so that what travels by the port can be seen. */
export const utilityProcess = {
  /** Files that were started. */
  forked: [] as string[],
  fork(path: string) {
    utilityProcess.forked.push(path);
    return new UtilityDouble();
  },
};

class UtilityDouble extends EventEmitter {
  postMessage(block: Uint8Array): void {
    const copy = structuredClone(block);
    void answerBlock(copy).then((answer) => this.emit('message', structuredClone(answer)));
  }
  kill(): boolean {
    this.emit('exit', 0);
    return true;
  }
}

export const safeStorage = {
  available: false,
  backend: 'basic_text',
  isEncryptionAvailable: () => safeStorage.available,
  getSelectedStorageBackend: () => safeStorage.backend,
  encryptString: (text: string) => Buffer.from(text).map((byte) => byte ^ 0x5a),
  decryptString: (sealed: Buffer) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString(),
};
