import { findPage, type Page, type Rectangle } from '../../pdf/pages.ts';
import { dictionary, name, type PdfObject, type PdfReference } from '../../pdf/syntax/objects.ts';
import { textString } from '../../pdf/syntax/text.ts';
import type { IncrementalUpdate } from '../../pdf/update.ts';
import type { Permissions } from '../read/permissions.ts';
import { type AppearanceSpace, emptyAppearance, stampAppearance } from '../stamp/appearance.ts';
import type { StampFont } from '../stamp/font.ts';
import type { StampLayout } from '../stamp/layout.ts';
import { type StampPosition, stampRectangle } from '../stamp/placement.ts';
import { newFieldName, preparedField, type PreparedField } from './field.ts';
import { addAnnotation, enterIntoForm } from './form.ts';

/** A stamp ready to be drawn. */
export interface PreparedStamp {
  readonly layout: StampLayout;
  readonly font: StampFont;
  /** From 0; negative counts from the end. */
  readonly page: number;
  readonly position: StampPosition;
}

/** Annotation flags: print, locked (ISO 32000-2 table 167). */
const PRINT_AND_LOCKED = 4 | 128;

/**
 * Gives a signature its field: one that the author prepared, else a new one on the stamp's page, or on the first page unseen.
 * @returns the prepared field, `null` when a new one was made
 */
export function placeSignature(
  update: IncrementalUpdate,
  signature: PdfReference,
  permissions: readonly Permissions[],
  stamp: PreparedStamp | null,
): PreparedField | null {
  const prepared = preparedField(update.document, permissions, stamp !== null);
  if (prepared) fillPrepared(update, signature, prepared, stamp);
  else addField(update, signature, newFieldName(update.document, permissions), stamp);
  return prepared;
}

function fillPrepared(
  update: IncrementalUpdate,
  signature: PdfReference,
  { field, widget, visible }: PreparedField,
  stamp: PreparedStamp | null,
): void {
  const annotation = update.document.dictionary(widget)!;
  const space = visible && spaceOf(visible.page, visible.rectangle);
  const seen: Record<string, PdfObject> = {};
  if (space && stamp) seen['AP'] = dictionary({ N: stampAppearance(update, stamp.layout, stamp.font, space) });
  else if (space && annotation.get('AP') === null) seen['AP'] = dictionary({ N: update.add(emptyAppearance(space)) });
  if (widget === field.reference) update.put(widget, annotation.with({ ...seen, V: signature }));
  else {
    update.put(field.reference, field.dictionary.with({ V: signature }));
    if (seen['AP'] !== undefined) update.put(widget, annotation.with(seen));
  }
  enterIntoForm(update, null);
}

/** A new field on the stamp's page, or on the first page unseen. */
export function addField(update: IncrementalUpdate, signature: PdfReference, fieldName: string, stamp: PreparedStamp | null): void {
  const page = findPage(update.document, stamp?.page ?? 0);
  const place: Rectangle = stamp ? stampRectangle(page, stamp.layout, stamp.position) : [0, 0, 0, 0];
  const field = update.add(
    dictionary({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: textString(fieldName),
      F: PRINT_AND_LOCKED,
      Rect: place,
      P: page.reference,
      V: signature,
      ...(stamp ? { AP: dictionary({ N: stampAppearance(update, stamp.layout, stamp.font, spaceOf(page, place)) }) } : {}),
    }),
  );
  addAnnotation(update, page, field);
  enterIntoForm(update, field);
}

function spaceOf({ rotation }: Page, [left, bottom, right, top]: Rectangle): AppearanceSpace {
  const [width, height] = [right - left, top - bottom];
  return rotation % 180 === 0 ? { width, height, rotation } : { width: height, height: width, rotation };
}
