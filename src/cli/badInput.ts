/** Something a person gave that cannot be used; its message is one sentence that says what to do. Exit code 2. */
export class BadInput extends Error {}
