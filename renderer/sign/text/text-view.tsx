import { useEffect } from 'react';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Progress } from '../../design/progress.tsx';
import { useWords } from '../../words/words.tsx';
import type { ViewProps } from '../document-viewer.tsx';
import { FileFacts } from '../file-facts.tsx';
import { ScrollArea } from '../scroll-area.tsx';
import './text-view.css';
import { textOf, visible } from './visible.ts';

/** More than anybody reads; a browser shows it without delay. */
const MOST_CHARACTERS = 400_000;

/** XML and text as they are: every character that is signed, none of them at work. What is no text is told by name and fingerprint. */
export function TextView({ document, onSeen }: ViewProps) {
  const { t } = useWords();
  const { desk } = useDesk();
  const content = useAnswer(async () => {
    const bytes = new Uint8Array(await (await desk.documents.content({ id: document.id })).arrayBuffer());
    return { text: textOf(bytes) };
  }, [desk, document.id]);
  const text = content.value?.text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: seen once it has arrived
  useEffect(() => {
    if (typeof text === 'string') onSeen();
  }, [text]);
  if (content.value && text === null) return <FileFacts document={document} onSeen={onSeen} />;
  const shown = text && visible(text.slice(0, MOST_CHARACTERS));
  return (
    <ScrollArea label={t('sign.viewer.label', { name: document.name })}>
      {content.failure && <ErrorPanel failure={content.failure} onRetry={content.ask} />}
      {!content.value && !content.failure && <Progress label={t('sign.viewer.loading')} done={null} />}
      {typeof shown === 'string' && <pre className="paper text-view">{shown}</pre>}
      {text && text.length > MOST_CHARACTERS && <p>{t('sign.viewer.cut', { count: text.length - MOST_CHARACTERS })}</p>}
    </ScrollArea>
  );
}
