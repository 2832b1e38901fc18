/** Reading of JSON whose shape nobody vouches for: what is not there is empty, and nothing throws. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
/** Members of an array; one that is no array has none. */
export const listOf = (value: Json | undefined): readonly JsonObject[] => (Array.isArray(value) ? (value as readonly Json[]).map(objectOf) : []);
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Every object within a value with its path, the value itself first. */
export function* objectsIn(value: Json, path = ''): Generator<readonly [path: string, object: JsonObject]> {
  if (Array.isArray(value)) {
    for (const [index, member] of (value as readonly Json[]).entries()) yield* objectsIn(member, `${path}[${index}]`);
    return;
  }
  if (!isObject(value)) return;
  yield [path, value];
  for (const [key, member] of Object.entries(value)) yield* objectsIn(member, path === '' ? key : `${path}.${key}`);
}
