"""The whole catalog as tables that people edit, and back: CSV and XLSX."""
