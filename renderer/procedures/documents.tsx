import { FileTrigger, Button as AriaButton } from 'react-aria-components';
import type { AssociationView } from '../../main/api/schema/procedures.ts';
import { Checkbox } from '../design/choice.tsx';
import { useWords } from '../words/words.tsx';
import { documentsFor, type Form } from './form.ts';

async function digestOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface DocumentsProps {
  readonly form: Form;
  readonly associations: readonly AssociationView[];
  readonly onChange: (form: Form) => void;
}

/** Documents that associations want, each with the consent that it may be used. Only what was agreed to goes on; the file stays here. */
export function Documents({ form, associations, onChange }: DocumentsProps) {
  const { t } = useWords();
  const wanted = documentsFor(form.kind, associations);
  if (wanted.length === 0) return null;
  return (
    <fieldset className="procedures-set">
      <legend>{t('procedures.new.attachments')}</legend>
      <p className="quiet">{t('procedures.new.attachment-note')}</p>
      {wanted.map(({ key, label }) => {
        const given = form.files[key];
        const take = async (file: File | undefined) => {
          if (!file) return;
          const entry = { name: file.name, sha256: await digestOf(file), agreed: false };
          onChange({ ...form, files: { ...form.files, [key]: entry } });
        };
        return (
          <div key={key} className="procedures-document">
            <FileTrigger onSelect={(files) => void take(files?.[0])}>
              <AriaButton className="button button-secondary">{t('procedures.new.attach', { label })}</AriaButton>
            </FileTrigger>
            {given && <span>{t('procedures.new.attached', { label, name: given.name })}</span>}
            {given && (
              <Checkbox
                label={t('procedures.new.attachment-consent', { label })}
                on={given.agreed}
                onChange={(agreed) => onChange({ ...form, files: { ...form.files, [key]: { ...given, agreed } } })}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
