import type { Letter } from '../../../main/api/schema/letters.ts';
import { Button } from '../../design/button.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Section } from '../../frame/page.tsx';
import { fileSize } from '../../words/quantities.ts';
import { useWords } from '../../words/words.tsx';

interface AttachmentsProps {
  readonly attachments: Letter['attachments'];
  readonly onAdd: (files: File[]) => void;
  readonly onRemove: (id: string) => void;
}

/** Files that go along with the letter. */
export function Attachments({ attachments, onAdd, onRemove }: AttachmentsProps) {
  const { t } = useWords();
  return (
    <Section title={t('letters.attachments.title')}>
      <FileDrop
        compact
        multiple
        heading={t('letters.attachments.drop')}
        note={t('letters.attachments.note')}
        choose={t('letters.attachments.choose')}
        onFiles={onAdd}
      />
      {attachments.length > 0 && (
        <ul className="letter-files" aria-label={t('letters.attachments.list')}>
          {attachments.map(({ id, name, size }) => (
            <li key={id}>
              <span className="letter-file-name">{name}</span>
              <span className="quiet">{fileSize(size, t)}</span>
              <Button kind="quiet" icon="close" aria-label={t('letters.attachments.remove', { name })} onPress={() => onRemove(id)} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
