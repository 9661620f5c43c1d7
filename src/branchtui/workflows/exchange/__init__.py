"""Exchange through a shared folder: setting it up, publishing what is new here, reading what came from other machines."""
