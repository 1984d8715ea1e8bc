"""Diplograph reads diplomatic news and builds a knowledge graph in which every fact cites the exact words it rests on."""
