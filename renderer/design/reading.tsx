import './reading.css';

const SPACE = /[\s\u3000]+/;

/** Family and given name each with its own reading where both are written apart, else the whole. */
export function readingPairs(name: string, kana: string): readonly (readonly [part: string, reading: string])[] {
  const names = name.trim().split(SPACE);
  const readings = kana.trim().split(SPACE);
  return names.length === readings.length ? names.map((part, index) => [part, readings[index]!] as const) : [[name.trim(), kana.trim()]];
}

/** A Japanese name with its reading above it; a name without one, or that is its own reading, stands alone. */
export function Reading({ name, kana }: { readonly name: string; readonly kana: string }) {
  if (kana.trim() === '' || kana === name) return <span lang="ja">{name}</span>;
  return (
    <span lang="ja" className="reading">
      {readingPairs(name, kana).map(([part, reading], index) => (
        <span key={`${part} ${reading}`}>
          {index > 0 && '\u2002'}
          <ruby>
            {part}
            <rt>{reading}</rt>
          </ruby>
        </span>
      ))}
    </span>
  );
}
