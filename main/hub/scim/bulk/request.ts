import { HttpError } from '../../http/http-error.ts';
import { isObject } from '../resource/value.ts';

export const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
/** Operations and bytes of one request. */
export const BULK_LIMITS = { maxOperations: 1_000, maxPayloadSize: 1_048_576 } as const;

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type BulkMethod = (typeof METHODS)[number];

/** One operation of a bulk request (RFC 7644 section 3.7). */
export interface BulkOperation {
  readonly method: BulkMethod;
  readonly path: string;
  readonly bulkId: string | null;
  readonly version: string | null;
  readonly data: unknown;
}

export interface BulkRequest {
  /** Failures after which the rest is left alone; `null`: nothing is. */
  readonly failOnErrors: number | null;
  readonly operations: readonly BulkOperation[];
}

const refused = (detail: string): HttpError => new HttpError(400, 'invalidSyntax', detail);
const optional = (value: unknown, name: string): string | null => {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || value === '') throw refused(`${name} is text`);
  return value;
};

function operationOf(given: unknown): BulkOperation {
  if (!isObject(given)) throw refused('an operation is an object');
  const method = METHODS.find((each) => typeof given['method'] === 'string' && given['method'].toUpperCase() === each);
  const bulkId = optional(given['bulkId'], 'bulkId');
  const path = optional(given['path'], 'path');
  if (!method || path === null) throw refused('an operation has a method and a path');
  if (method === 'POST' && bulkId === null) throw refused('an operation that makes something has a bulkId');
  return { method, path, bulkId, version: optional(given['version'], 'version'), data: given['data'] };
}

/** @throws HttpError 400 invalidSyntax, 413 for more operations than are taken */
export function bulkRequest(body: unknown): BulkRequest {
  if (!isObject(body) || !Array.isArray(body['schemas']) || !body['schemas'].includes(BULK_REQUEST)) throw refused(`schemas names ${BULK_REQUEST}`);
  const { failOnErrors = null, Operations: given } = body;
  if (failOnErrors !== null && (!Number.isSafeInteger(failOnErrors) || Number(failOnErrors) < 1))
    throw refused('failOnErrors is a whole number from 1');
  if (!Array.isArray(given) || given.length === 0) throw refused('Operations is a list');
  if (given.length > BULK_LIMITS.maxOperations) throw new HttpError(413, 'too_large', `at most ${BULK_LIMITS.maxOperations} operations`);
  const operations = given.map(operationOf);
  const ids = operations.flatMap(({ bulkId }) => bulkId ?? []);
  if (new Set(ids).size < ids.length) throw refused('a bulkId stands for one operation');
  return { failOnErrors: failOnErrors as number | null, operations };
}
