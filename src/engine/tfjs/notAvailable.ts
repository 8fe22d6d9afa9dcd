/** Why a backend cannot be used here, in a sentence for people. */
export class NotAvailable extends Error {}
