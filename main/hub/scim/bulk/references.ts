import { HttpError } from '../../http/http-error.ts';
import { isObject } from '../resource/value.ts';
import type { BulkOperation } from './request.ts';

const WHOLE = /^bulkId:(.+)$/;
const IN_PATH = /bulkId:([^/]+)/;

/** Identifiers of other operations that a value names (RFC 7644 section 3.7.2). */
function named(value: unknown): readonly string[] {
  if (typeof value === 'string') return WHOLE.exec(value)?.slice(1) ?? [];
  if (Array.isArray(value)) return value.flatMap(named);
  return isObject(value) ? Object.values(value).flatMap(named) : [];
}

const needs = ({ path, data }: BulkOperation): readonly string[] => [...(IN_PATH.exec(path)?.slice(1) ?? []), ...named(data)];

/**
 * The order in which operations run: as they are given, but each after those that it names.
 * @returns indexes; operations that name each other in a circle, or nobody, come as they are
 */
export function bulkOrder(operations: readonly BulkOperation[]): readonly number[] {
  const byId = new Map(operations.flatMap(({ bulkId }, index) => (bulkId === null ? [] : [[bulkId, index] as const])));
  const order = new Set<number>();
  const begun = new Set<number>();
  // With a stack of its own: a thousand operations may hang on each other in one chain.
  for (const start of operations.keys()) {
    const stack = [start];
    while (stack.length > 0) {
      const index = stack.at(-1)!;
      begun.add(index);
      const next = needs(operations[index]!)
        .map((id) => byId.get(id))
        .find((each) => each !== undefined && !begun.has(each));
      if (next !== undefined) stack.push(next);
      else order.add(stack.pop()!);
    }
  }
  return [...order];
}

/**
 * An operation with what it names filled in.
 * @throws HttpError 409 where what it names was not made: it failed, comes in a circle, or is not there
 */
export function resolved(operation: BulkOperation, made: ReadonlyMap<string, string>): BulkOperation {
  const idOf = (bulkId: string): string => {
    const id = made.get(bulkId);
    if (id === undefined) throw new HttpError(409, 'bulk_reference', 'what a bulkId stands for was not made');
    return id;
  };
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const [, id] = WHOLE.exec(value) ?? [];
      return id === undefined ? value : idOf(id);
    }
    if (Array.isArray(value)) return value.map(fill);
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each)])) : value;
  };
  return { ...operation, path: operation.path.replace(IN_PATH, (_, id: string) => encodeURIComponent(idOf(id))), data: fill(operation.data) };
}
