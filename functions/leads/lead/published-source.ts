import { codeOf } from '../../platform/stable-hash.ts';
import type { LeadSource } from '../stated/stated-lead.ts';

/** A source as events name it: by codes, and by the OEM's word where it has one. */
export function publishedSource({ system, id, class: sourceClass }: LeadSource) {
  return {
    system: codeOf(system),
    ...(id !== undefined && { id: codeOf(id) }),
    ...(sourceClass !== undefined && { class: sourceClass }),
  };
}
