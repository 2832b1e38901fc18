import { useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import type { OpenedDocument } from '../../main/api/schema/document.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';

export interface DocumentDesk {
  readonly open: readonly OpenedDocument[];
  /** The one that is shown. */
  readonly current: OpenedDocument | null;
  readonly seen: ReadonlySet<string>;
  /** Files that could not be opened, with the reason. */
  readonly rejected: readonly { readonly name: string; readonly failure: Failure }[];
  /** How many are being opened now. */
  readonly opening: number;
  readonly take: (files: readonly File[]) => Promise<void>;
  readonly takeSamples: () => Promise<void>;
  /** Takes files of the watched folder; `false` where none could be opened. */
  readonly takeWatched: (ids: readonly string[]) => Promise<boolean>;
  /** Adds documents that the program has opened already. */
  readonly receive: (documents: readonly OpenedDocument[]) => void;
  readonly show: (id: string) => void;
  readonly markSeen: (id: string) => void;
  readonly close: (ids: readonly string[]) => void;
}

/** The documents on the desk: opened by the program, kept until they are signed or closed. */
export function useDocuments(): DocumentDesk {
  const { desk } = useDesk();
  const [open, setOpen] = useState<readonly OpenedDocument[]>([]);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [rejected, setRejected] = useState<DocumentDesk['rejected']>([]);
  const [opening, setOpening] = useState(0);
  const add = (documents: readonly OpenedDocument[]) =>
    setOpen((before) => [...before, ...documents.filter(({ id }) => !before.some((known) => known.id === id))]);
  const reject = (name: string, error: unknown) => setRejected((before) => [...before, { name, failure: failureOf(error) }]);

  const take = async (files: readonly File[]) => {
    setRejected([]);
    setOpening(files.length);
    for (const file of files) {
      await desk.documents.open({ file }).then(
        (document) => add([document]),
        (error: unknown) => reject(file.name, error),
      );
      setOpening((left) => left - 1);
    }
  };
  const takeSamples = async () => {
    setRejected([]);
    await desk.demonstration.samples().then(add, (error: unknown) => reject('', error));
  };
  const takeWatched = async (ids: readonly string[]) => {
    setRejected([]);
    const taken = await desk.watchedFolder.take({ ids: [...ids] });
    add(taken.opened);
    setRejected(taken.rejected);
    return taken.opened.length > 0;
  };
  const close = (ids: readonly string[]) => {
    setOpen((before) => before.filter(({ id }) => !ids.includes(id)));
    for (const id of ids) desk.documents.discard({ id }).catch(() => {});
  };
  /** Seen is what the program has noted as shown; it signs nothing else that must be seen. */
  const markSeen = (id: string) => {
    if (seen.has(id)) return;
    desk.documents.seen({ id }).then(
      () => setSeen((before) => new Set([...before, id])),
      () => {},
    );
  };
  const current = open.find(({ id }) => id === currentId) ?? open[0] ?? null;
  return { open, current, seen, rejected, opening, take, takeSamples, takeWatched, receive: add, show: setCurrentId, markSeen, close };
}
