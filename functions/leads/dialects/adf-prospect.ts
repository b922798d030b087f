import { attributeOf, type Element, elementsOf, firstText, textIn, valueIn } from '../../intake/document/element.ts';
import { isMergeField, stated } from '../../intake/document/stated.ts';
import type { LeadSource, RawLead } from '../stated/stated-lead.ts';
import { peopleOf } from './adf-customer.ts';
import { labelOf } from './adf-name.ts';
import { vehicleElements, vehiclesOf } from './adf-vehicle.ts';
import { vendorOf } from './adf-vendor.ts';

/** Maps one `<prospect>` to a lead; nothing is defaulted but the interest in a vehicle, which ADF 1.0 defaults itself. */
export function leadOf(prospect: Element): RawLead {
  const id = firstIdOf(prospect);
  const { ids, names } = vendorOf(prospect);
  return {
    ...stated<Omit<RawLead, 'vehiclesOfInterest' | 'tradeIns'>>({
      source: sourceOf(prospect),
      // An unfilled template gives every lead the same id: it names none.
      providerId: id !== undefined && isMergeField(id) ? undefined : id,
      dealerId: ids[0],
      dealerNames: [...ids.slice(1), ...names.slice(1)],
      ...peopleOf(prospect),
      message: messageOf(prospect),
      requestedAtStated: firstText(prospect, 'requestdate'),
    }),
    ...vehiclesOf(prospect),
  };
}

function firstIdOf(prospect: Element): string | undefined {
  return elementsOf(prospect, 'id')
    .map(valueIn)
    .find((id) => id !== '');
}

/** The first id with a text, else the first with a sequence; its `source` names the system, else the provider does. */
function sourceOf(prospect: Element): LeadSource {
  const ids = elementsOf(prospect, 'id');
  const id =
    ids.find((candidate) => valueIn(candidate) !== '') ??
    ids.find((candidate) => attributeOf(candidate, 'sequence') !== undefined) ??
    ids[0];
  const provider = elementsOf(prospect, 'provider')[0];
  const providerName = labelOf(provider) ?? (provider && labelOf(elementsOf(provider, 'contact')[0]));
  return stated<LeadSource>({
    system: attributeOf(id, 'source') ?? providerName ?? 'adf',
    id: firstIdOf(prospect) ?? attributeOf(id, 'sequence'),
    provider: providerName,
    // `service` is the provider's offer the lead came by: what senders without a campaign element mean by one.
    campaign: firstText(provider, 'campaign') ?? firstText(provider, 'service'),
    vendor: vendorOf(prospect).names[0],
  });
}

/** What the customer wrote, then what was written about the vehicles, in document order. */
function messageOf(prospect: Element): string | undefined {
  const customers = elementsOf(prospect, 'customer').flatMap((customer) =>
    customer.children.filter((child) => typeof child !== 'string').flatMap(commentsIn),
  );
  const vehicles = vehicleElements(prospect).flatMap(({ vehicle }) => elementsOf(vehicle, ...commentNames));
  const others = elementsOf(prospect, ...commentNames);
  const texts = [...customers, ...vehicles, ...others].map(textIn).filter((text) => text !== '');
  return texts.length === 0 ? undefined : texts.join('\n');
}

const commentNames = ['comments', 'comment'];

function commentsIn(child: Element): readonly Element[] {
  return child.name === 'contact'
    ? elementsOf(child, ...commentNames)
    : commentNames.includes(child.name)
      ? [child]
      : [];
}
