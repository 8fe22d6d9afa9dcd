/** What a layer's setting may be, in words that follow "but only": other languages have a word for each. */
export type SettingForm =
  | "a whole number from 1 on"
  | "a whole number from 1 to 65536 or classes"
  | "a whole number from 1 to 65536 or a list of 2 such numbers"
  | "one whole number or two, from 1 on,"
  | "a list of whole numbers"
  | "a number from 0 to below 1"
  | "a number above 0 and below 1"
  | "true or false"
  | "same or valid"
  | "same, valid or a whole number from 0 to 65536"
  | "the last axis"
  | "the plain ReLU"
  | "channels_last"
  | "true"
  | "null"
  | "1";
