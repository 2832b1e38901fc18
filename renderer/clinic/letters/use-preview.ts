import { useEffect, useRef, useState } from 'react';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import { useDesk } from '../../client/desk-context.tsx';

/** The paper of a letter, drawn again when the letter was changed; the last one stays until the next is there. */
export function usePreview(id: string, changedAt: string | null, attachments: number): OpenedDocument | null {
  const { desk } = useDesk();
  const [shown, setShown] = useState<OpenedDocument | null>(null);
  const last = useRef<OpenedDocument | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn again when the letter was changed, by its time and what is attached
  useEffect(() => {
    if (changedAt === null) return;
    let current = true;
    const draw = async () => {
      const document = await desk.letters.preview({ id });
      const old = current ? last.current : document;
      if (current) {
        last.current = document;
        setShown(document);
      }
      if (old) await desk.documents.discard({ id: old.id });
    };
    // What kept it from being drawn is told by the letter itself.
    draw().catch(() => {});
    return () => {
      current = false;
    };
  }, [desk, id, changedAt, attachments]);
  useEffect(
    () => () => {
      if (last.current) void desk.documents.discard({ id: last.current.id }).catch(() => {});
    },
    [desk],
  );
  return shown;
}
