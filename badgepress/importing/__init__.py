"""From badges that exist elsewhere to skeletons of YAML: nothing is invented, nothing is lost.

`source` gets bytes from an address, a file or a folder; `recognize` says what they are; a module
for each format turns them into what was `found`; `plan` gives ids and fits values to the model, and
`writing` writes all files or none.
"""
