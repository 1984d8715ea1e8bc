"""Names and posts in a tokenised, tagged text. Both annotation and extraction read by them."""
