/** A place in a draft, for example `groups.0.drugs.1.amount`. */
type Node = { readonly [key: string]: unknown } | readonly unknown[];

const steps = (path: string): readonly string[] => path.split('.');

/** The value at a place; `undefined` where there is none. */
export const valueAt = (root: unknown, path: string): unknown =>
  steps(path).reduce<unknown>(
    (node, step) => (node === null || typeof node !== 'object' ? undefined : (node as Record<string, unknown>)[step]),
    root,
  );

function changed(node: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const within = node as Node;
  const next = changed((within as Record<string, unknown>)[step], rest, value);
  return Array.isArray(within) ? within.with(Number(step), next) : { ...within, [step]: next };
}

/** The same with another value at a place that it has; what does not lie on the way stays the very same. */
export const withValue = <Root>(root: Root, path: string, value: unknown): Root => changed(root, steps(path), value) as Root;
