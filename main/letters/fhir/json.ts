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

/** Most that is read of JSON from elsewhere; no letter comes near, and a hostile one costs no more than this. */
const MOST = { bytes: 5 * 1024 * 1024, depth: 64 } as const;

const [QUOTE, BACKSLASH, ...BRACKETS] = Buffer.from('"\\[]{}') as Iterable<number> as readonly number[];
const STEP = new Map(BRACKETS.map((sign, index) => [sign, index % 2 === 0 ? 1 : -1]));

/** Whether JSON is nowhere deeper than that; told before it is parsed, which takes seconds for what is brackets alone. */
function within(bytes: Uint8Array, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const sign = bytes[at]!;
    if (inString && sign === BACKSLASH) at += 1;
    else if (sign === QUOTE) inString = !inString;
    else if (!inString) depth += STEP.get(sign) ?? 0;
    if (depth > most) return false;
  }
  return true;
}

/** JSON in UTF-8; `null` for what is none, larger than 5 MB or deeper than 64. */
export function readJson(bytes: Uint8Array): Json {
  if (bytes.length > MOST.bytes || !within(bytes, MOST.depth)) return null;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
  } catch {
    return null;
  }
}

/** Resources of a FHIR bundle by their address; of several with the same the first. */
export function resourcesByAddress(bundle: JsonObject): ReadonlyMap<Json | undefined, JsonObject> {
  const found = new Map<Json | undefined, JsonObject>();
  for (const { fullUrl, resource } of listOf(bundle['entry']))
    if (typeof fullUrl === 'string' && !found.has(fullUrl)) found.set(fullUrl, objectOf(resource));
  return found;
}

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
