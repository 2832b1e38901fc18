import { HttpError } from '../../http/http-error.ts';
import { isObject } from '../resource/value.ts';

export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const MOST_OPERATIONS = 100;
const OPERATIONS = ['add', 'replace', 'remove'] as const;

/** One operation of PATCH (RFC 7644 section 3.5.2). */
export interface PatchOperation {
  readonly op: (typeof OPERATIONS)[number];
  /** `null`: `value` names its attributes. */
  readonly path: string | null;
  readonly value: unknown;
}

const refused = (detail: string): HttpError => new HttpError(400, 'invalidSyntax', detail);

/** Operations of a request in their order. @throws HttpError 400 invalidSyntax */
export function patchOperations(body: unknown): readonly PatchOperation[] {
  const { schemas, Operations: operations } = isObject(body) ? body : {};
  if (!Array.isArray(schemas) || !schemas.includes(PATCH_OP)) throw refused(`schemas names ${PATCH_OP}`);
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > MOST_OPERATIONS)
    throw refused(`Operations is a list of 1 to ${MOST_OPERATIONS}`);
  return operations.map((each: unknown) => {
    const { op, path = null, value = null } = isObject(each) ? each : {};
    const known = OPERATIONS.find((name) => typeof op === 'string' && op.toLowerCase() === name);
    if (!known) throw refused('op is add, replace or remove');
    if (path !== null && typeof path !== 'string') throw refused('path is text');
    return { op: known, path, value };
  });
}
