import { useEffect, useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import type { OpenedDocument } from '../../main/api/schema/document.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { DocumentContent } from '../sign/document-viewer.tsx';

/** The content of a document of the library, taken in to be looked at and given back at the end. */
export function ContentView({ id }: { readonly id: string }) {
  const { desk } = useDesk();
  const [opened, setOpened] = useState<OpenedDocument | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let current = true;
    const taken = desk.library.file({ id }).then((file) => desk.documents.open({ file }));
    taken.then(
      (document) => current && setOpened(document),
      (error: unknown) => current && setFailure(failureOf(error)),
    );
    return () => {
      current = false;
      taken.then((document) => desk.documents.discard({ id: document.id })).catch(() => {});
    };
  }, [desk, id]);
  if (failure) return <ErrorPanel failure={failure} />;
  return <div className="document-content">{opened && <DocumentContent document={opened} onSeen={() => {}} />}</div>;
}
