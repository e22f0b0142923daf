import type { LeadEvents } from '../lead.ts';
import { participantId } from '../lesson.ts';
import { everyone, type Rows, staff, viewers } from './rows.test-support.ts';

const by = viewers.teacher.participantId;
const other = participantId('coteacher');

export const leadRows: Rows<keyof LeadEvents> = {
  leadOffered: [{ event: { type: 'leadOffered', to: other, by }, seenBy: staff }],
  leadOfferWithdrawn: [{ event: { type: 'leadOfferWithdrawn', by }, seenBy: staff }],
  leadTaken: [{ event: { type: 'leadTaken', participantId: other, because: 'handover' }, seenBy: everyone }],
};
