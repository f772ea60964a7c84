// Keeps one promise with the generated client: makes it as one party, delivers it, confirms it as the other.
import { CommitmentsApi, Configuration } from './client/index.js';

const [url, adaToken, beaToken, ledger] = process.argv.slice(2);
// The client asks for a token under the name of each security scheme, and adds 'Bearer' for the one called bearer alone.
const accessToken = (token: string) => async (scheme?: string) => (scheme === 'bearer' ? token : `Bearer ${token}`);
const api = (token: string) => new CommitmentsApi(new Configuration({ basePath: url, accessToken: accessToken(token) }));
const ada = api(adaToken);
const bea = api(beaToken);

const made = await ada.makeCommitment({
  ledger,
  termsBody: { title: 'Generate a client', due: '2099-12-31', zone: 'Europe/Berlin' },
  idempotencyKey: crypto.randomUUID(),
});
await ada.deliverCommitment({ ledger, commitment: made.id, deliverCommitmentBody: { text: 'It compiles' } });
const confirmed = await bea.confirmDelivery({ ledger, commitment: made.id, confirmDeliveryBody: { comment: 'It does' } });
const kept = await ada.getCommitment({ ledger, commitment: made.id, keptAtLeast: confirmed.sequence });

console.log(kept.state + ': ' + JSON.stringify(kept.occurrences.length));
