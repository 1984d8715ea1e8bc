"""The articles that come with Diplograph, so that everything can be tried without material of one's own.

`articles.jsonl` holds forty short articles about public diplomatic events of 2015 to 2025, one JSON object a line with
`id`, `title`, `date`, `source` and `text` (paragraphs separated by an empty line). They were written for this project
and copy no agency, ministry or office; the `source` of each names the register it is written in. Words between
quotation marks were said or written in public by those to whom they are given. `stories.yaml` tells which articles
belong together and what a careful reader finds in them.

Both files are dedicated to the public domain under CC0 1.0; where that is not possible, the MIT licence of the project
applies.
"""
