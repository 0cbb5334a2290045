"""Who may: permissions, the roles that carry them, and the rules that ask. When something may happen is the core's."""
