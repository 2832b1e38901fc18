import { httpErrorOf } from '../../http/failures.ts';
import { errorAnswer } from '../../http/http-error.ts';
import type { Values } from '../filter/evaluate.ts';
import { bulkOrder, resolved } from './references.ts';
import type { BulkOperation, BulkRequest } from './request.ts';

export const BULK_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

/** What one operation came to. */
export interface Done {
  readonly status: number;
  /** Identifier of what was made or changed; `null`: nothing is left of it. */
  readonly id: string | null;
  readonly location: string;
  readonly version: string | null;
}

/** Runs one operation in a transaction of its own. @throws HttpError */
export type RunOperation = (operation: BulkOperation) => Promise<Done>;

const about = ({ method, bulkId }: BulkOperation): Values => ({ method, ...(bulkId !== null && { bulkId }) });

/**
 * Runs the operations of a bulk request, each for itself (RFC 7644 section 3.7). After `failOnErrors` failures the rest is left alone and not told of.
 * @throws whatever is no refusal: a fault of the hub
 */
export async function runBulk({ failOnErrors, operations }: BulkRequest, run: RunOperation): Promise<Values> {
  const made = new Map<string, string>();
  const results = new Map<number, Values>();
  let failures = 0;
  for (const index of bulkOrder(operations)) {
    if (failOnErrors !== null && failures >= failOnErrors) break;
    const operation = operations[index]!;
    try {
      const { status, id, location, version } = await run(resolved(operation, made));
      if (operation.bulkId !== null && id !== null) made.set(operation.bulkId, id);
      results.set(index, { ...about(operation), location, ...(version !== null && { version }), status: String(status) });
    } catch (error) {
      const known = httpErrorOf(error);
      if (!known) throw error;
      failures++;
      results.set(index, { ...about(operation), status: String(known.status), response: errorAnswer(known, 'scim').body });
    }
  }
  const told = [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
  return { schemas: [BULK_RESPONSE], Operations: told };
}
