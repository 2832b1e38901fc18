import type { Answer, ErrorShape } from './router.ts';

/** What a request is refused with. `code` is stable and for programs; `description` is English, for whoever reads a log, and names nobody. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  /** As its shape wants it: our own, `scimType` (RFC 7644 section 3.12), RFC 8935 section 2.4, RFC 6749 section 5.2. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of our own shape alone: what the words of the code are filled with. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    description = '',
    headers: Readonly<Record<string, string>> = {},
    detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(description);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.detail = detail;
  }
}

/** `scimType`s that RFC 7644 and RFC 9865 know; any other code is not told there. */
const SCIM_TYPES = [
  ...['invalidFilter', 'tooMany', 'uniqueness', 'mutability', 'invalidSyntax', 'invalidPath', 'noTarget', 'invalidValue', 'invalidVers'],
  ...['sensitive', 'invalidCursor', 'expiredCursor', 'invalidCount'],
];

/** Codes of RFC 8935 section 2.4 for refusals that are not about the token itself. */
const SET_CODES: Readonly<Record<number, string>> = { 401: 'authentication_failed', 403: 'access_denied' };

const SHAPES: Readonly<Record<ErrorShape, (error: HttpError) => { readonly type: string; readonly body: unknown }>> = {
  plain: ({ code, message, detail }) => ({
    type: 'application/json',
    body: { error: code, description: message, ...(Object.keys(detail).length > 0 && { detail }) },
  }),
  oauth: ({ code, message }) => ({ type: 'application/json', body: { error: code, error_description: message } }),
  set: ({ status, code, message }) => ({ type: 'application/json', body: { err: SET_CODES[status] ?? code, description: message } }),
  scim: ({ status, code, message }) => ({
    type: 'application/scim+json',
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(SCIM_TYPES.includes(code) && { scimType: code }),
      detail: message,
    },
  }),
};

/** A refusal as the answer of its route. */
export function errorAnswer(error: HttpError, shape: ErrorShape): Answer {
  const { type, body } = SHAPES[shape](error);
  return { status: error.status, headers: { 'content-type': type, 'cache-control': 'no-store', ...error.headers }, body };
}
