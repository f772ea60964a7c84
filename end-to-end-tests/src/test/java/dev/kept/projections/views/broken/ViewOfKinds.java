package dev.kept.projections.views.broken;

/** What a kind must not know. */
public interface ViewOfKinds {}
