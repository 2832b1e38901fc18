import type * as z from 'zod';
import { HttpError } from './http-error.ts';
import type { Exchange } from './router.ts';

/** The body as a schema wants it. @throws HttpError 400 `json_unreadable`, `request_refused` (naming members, never their values), 413 */
export async function read<Schema extends z.ZodType>(exchange: Pick<Exchange, 'json'>, schema: Schema): Promise<z.infer<Schema>> {
  const { success, data, error } = schema.safeParse(await exchange.json());
  if (success) return data;
  const places = error.issues.map(({ path, code }) => `${path.join('.') || 'body'}: ${code}`);
  throw new HttpError(400, 'request_refused', places.slice(0, 5).join('; '));
}

/** A whole number of the query between bounds, or the default. @throws HttpError 400 `request_refused` */
export function wholeOf(query: URLSearchParams, name: string, { least, most, otherwise }: Record<'least' | 'most' | 'otherwise', number>): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < least || value > most) throw new HttpError(400, 'request_refused', `${name}: ${least} to ${most}`);
  return value;
}
