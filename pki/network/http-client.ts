/** One exchange over HTTP or HTTPS. */
export interface HttpRequest {
  readonly url: string;
  /** Default `GET`. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Basic authentication (RFC 7617); never sent on to another host. */
  readonly authentication?: { readonly user: string; readonly password: string };
  /** Bytes that the answer may have. */
  readonly maxBytes: number;
  /** Statuses beyond 2xx whose answer is wanted as well. */
  readonly alsoStatus?: readonly number[];
  /** Milliseconds for the whole exchange with its redirects. Default `DEFAULT_DEADLINE_MS`. */
  readonly deadlineMs?: number;
  /** Whether an address may be asked; also decides which redirects are followed. Default: the host of `url` alone. */
  readonly allows?: (url: URL) => boolean;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  /** 2xx, 304 where the request was conditional, or one of `alsoStatus`. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Reaches other computers; the only way by which anything here does. */
export interface HttpClient {
  /**
   * @throws PkiError HOST_NOT_ALLOWED, NETWORK_HOST_NOT_FOUND, NETWORK_REFUSED, NETWORK_INTERRUPTED, NETWORK_TIMEOUT, NETWORK_TLS, NETWORK_PROXY,
   * NETWORK_STATUS, NETWORK_REDIRECT, NETWORK_TOO_LARGE, each with `url`; the signal's reason when it aborts
   */
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** Address of the proxy (`http:` or `https:`, with user and password where it wants them) for an address, `null` to go directly. */
export type ProxyResolver = (url: URL) => Promise<string | null>;

export const DEFAULT_DEADLINE_MS = 20_000;
