/** What a scan may be, by how files of it are named. */
const KINDS: Readonly<Record<string, RegExp>> = {
  'image/jpeg': /\.jpe?g$/i,
  'image/png': /\.png$/i,
  'application/pdf': /\.pdf$/i,
};
export const SCAN_TYPES: readonly string[] = Object.keys(KINDS);

const MEGABYTE = 1_048_576;
const MOST = 20 * MEGABYTE;

/** Size as people say it, in megabytes, never less than it is. */
export const megabytes = (bytes: number): number => Math.ceil(bytes / MEGABYTE);

/** Why a file cannot be attached; `null`: it can. What it really is, the program looks at itself. */
export function scanProblem({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): 'type' | 'large' | null {
  // Some systems do not know a file's type, and say so or nothing.
  const known = type === '' || type === 'application/octet-stream' ? Object.values(KINDS).some((ending) => ending.test(name)) : type in KINDS;
  if (!known) return 'type';
  return size > MOST ? 'large' : null;
}
