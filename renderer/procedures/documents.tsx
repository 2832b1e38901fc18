import { useEffect, useRef } from 'react';
import { FileTrigger, Button as AriaButton } from 'react-aria-components';
import { Checkbox } from '../design/choice.tsx';
import { useWords } from '../words/words.tsx';
import type { Asker, Change, Form } from './form.ts';
import type { WantedDocument } from './wanted-documents.ts';

async function digestOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface DocumentsProps {
  readonly form: Form;
  /** Those that go with the request as it stands. */
  readonly documents: readonly WantedDocument[];
  readonly by: Asker;
  readonly onChange: Change;
}

/** Documents that associations want, each with the consent that it may be used. Only what was agreed to goes on; the file stays here. */
export function Documents({ form, documents, by, onChange }: DocumentsProps) {
  const { t } = useWords();
  /** The file that was chosen last for each: a digest that comes later than another choice, or after this form, is of no use. */
  const chosen = useRef(new Map<string, File>());
  useEffect(() => {
    const { current } = chosen;
    return () => current.clear();
  }, []);
  if (documents.length === 0) return null;

  const set = (key: string, file: Form['files'][string]) => onChange(({ files }) => ({ files: { ...files, [key]: file } }));
  const take = async (key: string, file: File | undefined) => {
    if (!file) return;
    chosen.current.set(key, file);
    const sha256 = await digestOf(file);
    if (chosen.current.get(key) === file) set(key, { name: file.name, sha256, agreed: false });
  };
  return (
    <fieldset className="choices procedures-set">
      <legend>{t('procedures.new.attachments')}</legend>
      <p className="quiet">{t(`procedures.new.attachment-note.${by}`)}</p>
      {documents.map(({ key, label }) => {
        const given = form.files[key];
        return (
          <div key={key} className="procedures-document">
            <FileTrigger onSelect={(files) => void take(key, files?.[0])}>
              <AriaButton className="button button-secondary">{t('procedures.new.attach', { label })}</AriaButton>
            </FileTrigger>
            {given && <span>{t('procedures.new.attached', { label, name: given.name })}</span>}
            {given && (
              <Checkbox
                label={t(`procedures.new.attachment-consent.${by}`, { label })}
                on={given.agreed}
                onChange={(agreed) => set(key, { ...given, agreed })}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
