import { posix } from 'node:path';

/** Rooms and what each may import of ours; `types` allows `import type` only. */
export const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  card: ['card'],
  pki: ['pki', 'resources/trust'],
  main: ['main', 'card', 'pki', 'resources', 'package.json'],
  renderer: ['renderer', 'types:main/api', 'resources/locales'],
};

/** Packages that only these places may import. */
export const KEPT: Readonly<Record<string, readonly string[]>> = {
  electron: ['main/shell/electron'],
  koffi: ['card/transports/pcsc', 'card/pkcs11'],
  'better-sqlite3': ['main/store'],
};

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const EXPRESSION = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every module that a source names, by statement or by `import()`. */
export function importsOf(source: string): readonly Import[] {
  const statements = [...source.matchAll(STATEMENT)].map((match) => ({ specifier: match[2]!, typeOnly: match[1] !== undefined }));
  const expressions = [...source.matchAll(EXPRESSION)].map((match) => ({ specifier: match[1]!, typeOnly: false }));
  return [...statements, ...expressions];
}

function mayReach(room: string, target: string, typeOnly: boolean): boolean {
  return (ALLOWED[room] ?? []).some((rule) => {
    const path = rule.replace(/^types:/, '');
    const inside = target === path || target.startsWith(`${path}/`);
    return inside && (typeOnly || !rule.startsWith('types:'));
  });
}

/**
 * What is wrong with one import of one file, or `null`.
 * @param file path from the root, with forward slashes
 */
export function violation(file: string, { specifier, typeOnly }: Import): string | null {
  const room = file.split('/')[0]!;
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(file), specifier.split('?')[0]!));
    if (target.startsWith('../')) return `${file} leaves the project: ${specifier}`;
    return mayReach(room, target, typeOnly) ? null : `${file} may not import ${target}`;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const homes = KEPT[name];
  return homes === undefined || homes.some((home) => file.startsWith(`${home}/`))
    ? null
    : `${file} may not import ${name}; its place is ${homes.join(', ')}`;
}
